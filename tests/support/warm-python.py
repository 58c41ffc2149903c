"""Runs programs as forks of one Python that has loaded their modules already, which most of their time goes into.

A line of standard input is a call as JSON: {"argv": [program or "-c", …], "env": {…}}. Its answer is a line too. Each
call is the program's own start script in a process of its own, with its own arguments, settings and streams.
"""

import importlib
import json
import os
import runpy
import shutil
import sys
import tempfile
import traceback


def run(argv):
    """@return: exit code, as Python itself would end"""
    try:
        if argv[0] == "-c":
            sys.argv[:] = ["-c", *argv[2:]]
            exec(compile(argv[1], "<string>", "exec"), {"__name__": "__main__"})
        else:
            sys.argv[:] = [shutil.which(argv[0]), *argv[1:]]
            runpy.run_path(sys.argv[0], run_name="__main__")
        return 0
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
        return 1


def child(call, files):
    for number, file in enumerate(files[:2], 1):
        os.dup2(file.fileno(), number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.environ.clear()
    os.environ.update(call["env"])
    code = run(call["argv"])
    files[2].write(json.dumps(list(sys.modules)).encode())
    for stream in (sys.stdout, sys.stderr, files[2]):
        stream.flush()
    os._exit(code)


def load(names):
    for name in names:
        try:
            importlib.import_module(name)
        except Exception:
            pass
    cliff = sys.modules.get("cliff.command")
    if cliff:
        # Remembered for life: who installed each module, for the last line of a help text. Three quarters of a call's time.
        cliff._get_distributions_by_modules()


def answer(call):
    files = [tempfile.TemporaryFile() for _ in range(3)]
    pid = os.fork()
    if pid == 0:
        child(call, files)
    _, status = os.waitpid(pid, 0)
    texts = []
    for file in files:
        file.seek(0)
        texts.append(file.read().decode())
        file.close()
    # What this call had to load, the next one finds loaded.
    load(name for name in json.loads(texts[2] or "[]") if name not in sys.modules)
    return {"exitCode": os.waitstatus_to_exitcode(status), "stdout": texts[0], "stderr": texts[1]}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
