# The public names. This stub is what type checkers read and what `__init__.py` imports from, lazily.
from .errors import JobSearchError as JobSearchError
from .search import JobSearch as JobSearch
from .analysis.funnel import Funnel as Funnel
from .analysis.funnel import funnel as funnel
from .analysis.flows import Flows as Flows
from .analysis.flows import flows as flows
from .charts.draw import draw as draw
