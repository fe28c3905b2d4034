"""The ``jobsearch`` command itself: what every subcommand belongs to, and how it fails.

Exit codes: 0 fine; 1 read, but rows were set aside and ``--strict`` was given; 2 cannot be read or written.
"""

from __future__ import annotations

from typing import Any

import click

from jobsearch_analytics.errors import JobSearchError

EXIT_SET_ASIDE = 1
EXIT_CANNOT = 2


class Letters(click.Group):
    """A command group that answers every expected failure with a letter, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the subcommand; print the message of an error and exit with 2."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # Whoever reads our output has seen enough, as `head` does: click ends quietly.
            raise
        except (JobSearchError, OSError) as error:
            click.echo(f"{type(error).__name__}: {error}", err=True)
            ctx.exit(EXIT_CANNOT)


@click.group(cls=Letters, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="jobsearch-analytics")
def main() -> None:
    """Read the log of a job search and say, with honest uncertainty, how it goes.

    SOURCE is what you already keep: a spreadsheet, a CSV file, an export, or a folder of them.
    Your log is only ever read; nothing leaves this computer.

    \b
    Example:
      jobsearch check my_tracker.xlsx
      jobsearch report my_tracker.xlsx
    """
