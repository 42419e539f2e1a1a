"""The command line in Norwegian: help pages and usage errors. Typer's own are English and partly not translatable."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from bekymring_tui.errors import Failure
from bekymring_tui.texts import text


def _usage(command: Any, context: Any) -> str:
    pieces = " ".join(_piece(one) for one in command.params if one.param_type_name == "argument")
    subcommand = text("cli.help.subcommand") if isinstance(command, TyperGroup) else ""
    words = [context.command_path, text("cli.help.options_word"), subcommand, pieces]
    return text("cli.help.usage", line=" ".join(one for one in words if one))


def _piece(argument: Any) -> str:
    name = (argument.metavar or argument.name or "").upper()
    return name if argument.required else f"[{name}]"


def _rows(title: str, rows: list[tuple[str, str]]) -> list[str]:
    if not rows:
        return []
    width = max(len(left) for left, _ in rows) + 2
    return ["", title, *(f"  {left:<{width}}{right}".rstrip() for left, right in rows)]


def _option(option: Any) -> tuple[str, str]:
    names = ", ".join(option.opts)
    if not option.is_flag:
        names += f" {(option.metavar or text('cli.help.value')).upper()}"
    return names, option.help or ""


def _page(command: Any, context: Any) -> str:
    options = [_option(one) for one in command.params if one.param_type_name == "option" and not one.hidden]
    options.append(("--help", text("cli.help.help")))
    lines = [_usage(command, context), "", command.help or ""]
    if isinstance(command, TyperGroup):
        listed = [(name, (one.help or "").split("\n")[0]) for name, one in command.commands.items() if not one.hidden]
        lines += _rows(text("cli.help.commands"), listed)
    return "\n".join([*lines, *_rows(text("cli.help.options"), options)])


class NorskCommand(TyperCommand):
    """A command whose help page is Norwegian."""

    def get_help(self, ctx: Any) -> str:
        return _page(self, ctx)


class NorskGroup(TyperGroup):
    """A group of commands whose help page is Norwegian."""

    def get_help(self, ctx: Any) -> str:
        return _page(self, ctx)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            near = get_close_matches(args[0], self.commands, n=1)
            guess = " " + text("flow.did_you_mean", word=near[0]) if near else ""
            unknown = text("cli.usage.no_command", name=args[0], guess=guess)
            raise Failure(unknown + "\n" + text("cli.usage.help", command=ctx.command_path))
        return super().resolve_command(ctx, args)


def group(help_id: str, **settings: Any) -> typer.Typer:
    """A Typer app with Norwegian help. Add commands with `cls=NorskCommand`."""
    return typer.Typer(
        cls=NorskGroup, help=text(help_id), add_completion=False, rich_markup_mode=None,
        pretty_exceptions_enable=False, **{"no_args_is_help": True, **settings},
    )  # fmt: skip


_MESSAGES = {
    "MissingParameter": "cli.usage.missing",
    "NoSuchOption": "cli.usage.no_option",
    "BadParameter": "cli.usage.bad",
    "BadOptionUsage": "cli.usage.bad_option",
    "NoArgsIsHelpError": "cli.usage.no_subcommand",
}


def usage_error(error: Exception) -> str:
    """What is wrong with a command line, in Norwegian. `error` is one of Typer's usage errors."""
    parameter = getattr(error, "param", None)
    name = getattr(error, "option_name", None)
    if parameter is not None:
        name = parameter.opts[-1] if parameter.param_type_name == "option" else _piece(parameter).strip("[]")
    context = getattr(error, "ctx", None)
    where = context.command_path if context else "bekymring"
    found = _MESSAGES.get(type(error).__name__, "cli.usage.other")
    return text(found, name=name or "") + "\n" + text("cli.usage.help", command=where)


def say(line: str = "") -> None:
    """One line on standard output."""
    sys.stdout.write(line + "\n")


def complain(line: str) -> None:
    """One line on standard error."""
    sys.stderr.write(line + "\n")
