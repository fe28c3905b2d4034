# The public names. This stub is what type checkers read and what `__init__.py` imports from, lazily.
from .errors import JobSearchError as JobSearchError
from .search import JobSearch as JobSearch
from .analysis.funnel import Funnel as Funnel
from .analysis.funnel import funnel as funnel
