"""A private PostgreSQL cluster for tests, on a free port of 127.0.0.1."""

import os
import pwd
import shutil
import socket
import subprocess
from itertools import count
from pathlib import Path

OWNER = "postgres"  # PostgreSQL refuses to run as root


def find_binaries() -> Path | None:
    """The folder with initdb, pg_ctl and createdb; None where PostgreSQL is not installed."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = next((folder for folder in folders if (folder / "initdb").exists()), None)
    on_path = shutil.which("initdb")
    return found or (Path(on_path).resolve().parent if on_path else None)


class Postgres:
    """`start` before anything else; `stop` with "immediate" is a crash."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        self._binaries = find_binaries() or Path()
        self._numbers = count(1)

    def start(self) -> None:
        data = self.folder / "data"
        if not data.exists():
            self._open_to_owner()
            self._run("initdb", "-D", str(data), "-U", "test", "-A", "trust", "--no-locale", "-E", "UTF8")
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
        self._run("pg_ctl", "-D", str(data), "-l", str(self.folder / "log"), "-w", "-o", options, "start")

    def stop(self, mode: str = "fast") -> None:
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", mode, "-w", "stop")

    def new_database(self) -> str:
        """The URL of an empty database."""
        name = f"test_{next(self._numbers)}"
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "test", name)
        return f"postgresql://test@127.0.0.1:{self.port}/{name}"

    def _open_to_owner(self) -> None:
        if os.geteuid() != 0:
            return
        owner = pwd.getpwnam(OWNER)
        os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        for parent in self.folder.parents:
            if parent.stat().st_uid == 0 and parent != Path("/"):
                parent.chmod(parent.stat().st_mode | 0o011)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._binaries / program), *arguments]
        if os.geteuid() == 0:
            command = ["setpriv", f"--reuid={OWNER}", f"--regid={OWNER}", "--clear-groups", *command]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/", timeout=60)  # noqa: S603


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])
