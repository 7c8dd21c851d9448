# WhichPM in a container: `docker build -t whichpm .`, then docs/install.md.
FROM python:3.11-slim AS build
COPY requirements.lock .
RUN python -m venv /venv \
    && /venv/bin/python -m pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock

FROM python:3.11-slim
WORKDIR /app
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 CACHE_PATH=/app/.cache DATABASE_URL=sqlite:////data/whichpm.db
COPY --from=build /venv /venv
COPY knowledge knowledge
COPY intents intents
COPY bot bot
# Trained here, so that no container has to train when it starts.
RUN python -m compileall -q bot intents knowledge \
    && python -m bot ask "what does a program manager do?" \
    && useradd --uid 10001 --no-create-home whichpm \
    && install -d -o whichpm /data \
    && chown -R whichpm .cache
USER whichpm
VOLUME /data
EXPOSE 3000
# For `serve`; run `socket` and `worker`, which have no port, with --no-healthcheck.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:%s/healthz' % os.environ.get('PORT', '3000'), timeout=3)"]
CMD ["python", "-m", "bot", "serve"]
