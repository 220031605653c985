"""Serve without TensorFlow: Rasa imports it everywhere, the linear pipeline uses it nowhere.

Loading it costs about 350 MB and 7 s. `without_tensorflow()` puts empty modules in its place, in this process,
before Rasa is imported. The same parses with and without: tests/bot/test_light.py.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
import types
from collections.abc import Iterator, MutableSequence
from typing import Any

_REPLACED = ("tensorflow", "tensorflow_addons", "tensorflow_hub", "tensorflow_text", "keras", "tensorboard")


class _Nothing(type):
    """A class that stands for anything: subclassed, called, subscripted or asked for an attribute."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _nothing(name)

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        # As a decorator, give the decorated thing back; a real subclass is refused: nothing may train here.
        if cls.__dict__.get("_stub") and len(args) == 1 and not kwargs and callable(args[0]):
            return args[0]
        return cls if cls.__dict__.get("_stub") else super().__call__(*args, **kwargs)

    def __getitem__(cls, _item: Any) -> Any:
        return cls

    def __iter__(cls) -> Iterator[Any]:
        return iter(())

    def __or__(cls, _other: Any) -> Any:
        return cls

    __ror__ = __or__


def _nothing(name: str) -> Any:
    return _Nothing(name, (), {"_stub": True})


class _Module(types.ModuleType):
    """A module where every name exists and does nothing."""

    __path__: MutableSequence[str] = []  # noqa: RUF012 (what makes it a package; nothing is ever added)
    __version__ = "2.12.0"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        made = _nothing(name)
        setattr(self, name, made)
        return made


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        if fullname.split(".", maxsplit=1)[0] in _REPLACED:
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return _Module(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        return None


def without_tensorflow() -> bool:
    """Replace TensorFlow by empty modules; False when it (or Rasa's core) is loaded already."""
    if any(name in sys.modules for name in ("tensorflow", "rasa.core.agent")):
        return isinstance(sys.modules.get("tensorflow"), _Module)
    sys.meta_path.insert(0, _Finder())
    return True
