"""分出进程：每件活一个，做完就散。"""

import gc
import multiprocessing
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any

from generator.lazily import lazily
from generator.processes import obedient

if TYPE_CHECKING:
    import traceback
else:
    traceback = lazily("traceback")


def apart(call: Callable[[Any], Any], tasks: Sequence[Any], size: int) -> list[Any]:
    """各件活都另起一个进程去做，结果照次序。

    Args:
        call: 怎样做；进程是分出来的，它与它拿着的东西不必递过去。
        tasks: 各件活。
        size: 同时至多几个进程。

    Raises:
        RuntimeError: 有一个进程没有做完就没了，例如内存不够被系统结束。
    """
    found: dict[int, Any] = {}
    running: dict[Connection, tuple[int, BaseProcess]] = {}
    left = list(enumerate(tasks))
    try:
        while left or running:
            while left and len(running) < size:
                place, task = left.pop(0)
                connection, process = _begun(call, task)
                running[connection] = place, process
            ready = wait(list(running))
            for connection in [one for one in running if one in ready]:
                place, process = running.pop(connection)
                found[place] = _received(connection)
                process.join()
    finally:
        for _, process in running.values():
            process.terminate()
            process.join()
    return [found[place] for place in range(len(tasks))]


def _begun(call: Callable[[Any], Any], task: Any) -> tuple[Connection, BaseProcess]:
    """另起一个进程去做一件活。"""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_alone, args=(theirs, call, task))
    process.start()
    theirs.close()
    return ours, process


def _alone(connection: Connection, call: Callable[[Any], Any], task: Any) -> None:
    obedient()
    # 做完就散，不必回收。
    gc.disable()
    answer: tuple[Any, Exception | None]
    try:
        answer = call(task), None
    except Exception as error:  # noqa: BLE001 - 送回去由父进程抛
        error.add_note(traceback.format_exc())
        answer = None, error
    connection.send(answer)


def _received(connection: Connection) -> Any:
    """分出的进程送回的。

    Raises:
        RuntimeError: 它没有做完就没了，例如内存不够被系统结束。
    """
    try:
        found, error = connection.recv()
    except EOFError:
        raise RuntimeError("分出的进程没有做完就没了") from None
    finally:
        connection.close()
    if error is not None:
        raise error
    return found
