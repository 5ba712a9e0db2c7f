"""Runs one Swift server in the foreground, configured by a folder instead of /etc/swift: `serve.py FOLDER proxy-server`."""
import os
import sys

from swift.common.utils import set_swift_dir

folder, server = sys.argv[1:]
# Before anything else is imported: storage policies are read on import.
set_swift_dir(folder)

from swift.common.wsgi import run_wsgi  # noqa: E402

sys.exit(run_wsgi(os.path.join(folder, f"{server}.conf"), server, verbose=True))
