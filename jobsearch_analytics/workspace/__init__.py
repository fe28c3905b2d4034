"""The one room that reads and writes what the user adds: edits, logged entries, lasting ids.

A workspace is a folder of plain CSV and TOML files, ``jobsearch/`` beside the log unless the user names
another. Sources are never written to. The folder comes to be with the first thing saved; reading writes
nothing. Every write happens under one lock and is whole or not at all.
"""

from jobsearch_analytics.workspace.files import (
    FOLDER_NAME,
    append_row,
    change_toml,
    commit,
    folder_for,
    locked,
    read_csv,
    read_table,
    read_toml,
    require,
    update_toml,
)
from jobsearch_analytics.workspace.ids import IDS_COLUMNS, save_ids

__all__ = [
    "FOLDER_NAME",
    "IDS_COLUMNS",
    "append_row",
    "change_toml",
    "commit",
    "folder_for",
    "locked",
    "read_csv",
    "read_table",
    "read_toml",
    "require",
    "save_ids",
    "update_toml",
]
