#!/bin/sh
# Finds any Python that runs, old ones too, and hands over to bootstrap.py, which finds the fitting one.
here=$(cd "$(dirname "$0")" && pwd)
for python in python3 python "$here"/../.venv/bin/python "$HOME"/.pyenv/versions/*/bin/python3; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 8))' >/dev/null 2>&1; then
        exec "$python" "$here/bootstrap.py" "$@"
    fi
done
cat "$here/no-python.txt" >&2
exit 1
