"""What the tests need from the system itself: Chromium, PostgreSQL and a reader of PDFs.

They are installed with apt when that may be done without asking: as root, or with a sudo that wants
no password. Where it may not, the tests that need them are skipped and say why.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

REFUSE = "VOEDSELBRIGADE_NO_INSTALL"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_BROWSER = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def chromium() -> Path | None:
    """The browser that Playwright drives. Nothing is ever downloaded for it."""
    for name in BROWSERS:
        found = shutil.which(name, path=os.environ.get("PATH", "") + os.pathsep + "/usr/bin")
        if found:
            return Path(found)
    return MAC_BROWSER if MAC_BROWSER.exists() else None


def postgresql_programs() -> Path | None:
    """The folder with initdb and pg_ctl, newest version first: Debian keeps it off PATH."""
    folders = [
        path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()
    ]
    if folders:
        return max(folders, key=lambda path: float(path.parent.name))
    found = shutil.which("initdb")
    return Path(found).parent if found and shutil.which("pg_ctl") else None


def missing() -> list[str]:
    """Names of Debian packages that are not here yet."""
    wanted = {
        "chromium": chromium() is not None,
        "postgresql": postgresql_programs() is not None,
        "poppler-utils": shutil.which("pdftotext") is not None,
    }
    return [name for name, there in wanted.items() if not there]


def install_what_is_missing() -> bool:
    """False when apt was allowed to install and failed: that must not pass for a skip."""
    names = missing()
    if not names:
        return True
    permission = may_install()
    if permission is None:
        print(f"Niet aanwezig: {', '.join(names)}. De tests die dat nodig hebben, slaan we over.")
        return True
    print(f"Voor de tests wordt geïnstalleerd: {', '.join(names)}.", flush=True)
    apt = [*permission, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    apt += ["-o", "DPkg::Lock::Timeout=300"]
    # A package list that is partly stale may still do: only the installation itself decides.
    subprocess.call([*apt, "update"], stdin=subprocess.DEVNULL)
    install = [*apt, "install", "--yes", "--no-install-recommends", *names]
    return subprocess.call(install, stdin=subprocess.DEVNULL) == 0


def may_install() -> list[str] | None:
    """What to put before apt-get; None where installing is not ours to do."""
    if os.environ.get(REFUSE) or not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    asks = subprocess.call(
        ["sudo", "-n", "true"], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    return None if asks else ["sudo", "-n"]
