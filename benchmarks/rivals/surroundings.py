"""What the benchmark tells a bot through its environment."""

import os

PORT = int(os.environ.get("PORT", "3000"))
API = os.environ.get("SLACK_API_URL", "https://slack.com/api/")
TOKEN = os.environ.get("SLACK_BOT_TOKEN", "")
SECRET = os.environ.get("SLACK_SIGNING_SECRET", "")
