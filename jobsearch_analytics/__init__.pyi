# The public names. This stub is what type checkers read and what `__init__.py` imports from, lazily.
from .errors import JobSearchError as JobSearchError
from .loaders.load import load as load
from .loaders.samples import load_sample as load_sample
from .search import JobSearch as JobSearch
from .analysis.funnel import Funnel as Funnel
from .analysis.funnel import funnel as funnel
from .analysis.flows import Flows as Flows
from .analysis.flows import flows as flows
from .charts.draw import draw as draw
from .analysis.knowledge_rate import KnowledgeRate as KnowledgeRate
from .analysis.knowledge_rate import knowledge_rate as knowledge_rate
from .report.build import write_report as write_report
from .analysis.feedback_themes import FeedbackThemes as FeedbackThemes
from .analysis.feedback_themes import feedback_themes as feedback_themes
from .analysis.feedback_themes import save_themes as save_themes
from .analysis.waiting_times import WaitingTimes as WaitingTimes
from .analysis.waiting_times import waiting_times as waiting_times
