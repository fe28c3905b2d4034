"""``python -m jobsearch_analytics.cli``, where the command itself is not on the path."""

from jobsearch_analytics.cli import main

main()
