# The public names. This stub is what type checkers read and what `__init__.py` imports from, lazily.
from .analysis.benchmarks import Benchmarks as Benchmarks
from .analysis.benchmarks import benchmarks as benchmarks
from .analysis.comparison import Comparison as Comparison
from .analysis.comparison import comparison as comparison
from .analysis.feedback_themes import FeedbackThemes as FeedbackThemes
from .analysis.feedback_themes import feedback_themes as feedback_themes
from .analysis.feedback_themes import save_themes as save_themes
from .analysis.flows import Flows as Flows
from .analysis.flows import flows as flows
from .analysis.forecast import Forecast as Forecast
from .analysis.forecast import forecast as forecast
from .analysis.forecast import save_forecast as save_forecast
from .analysis.funnel import Funnel as Funnel
from .analysis.funnel import funnel as funnel
from .analysis.knowledge_rate import KnowledgeRate as KnowledgeRate
from .analysis.knowledge_rate import knowledge_rate as knowledge_rate
from .analysis.momentum import Momentum as Momentum
from .analysis.momentum import momentum as momentum
from .analysis.waiting_times import WaitingTimes as WaitingTimes
from .analysis.waiting_times import waiting_times as waiting_times
from .charts.draw import draw as draw
from .errors import JobSearchError as JobSearchError
from .loaders.load import load as load
from .loaders.samples import load_sample as load_sample
from .logbook.log import Logged as Logged
from .logbook.log import log as log
from .logbook.log import undo_log as undo_log
from .planning.calendars import write_calendar as write_calendar
from .planning.contact_cards import write_contacts as write_contacts
from .planning.drafts import Draft as Draft
from .planning.drafts import DraftCheck as DraftCheck
from .planning.drafts import check_draft as check_draft
from .planning.drafts import draft as draft
from .planning.feedback_requests import FeedbackRequests as FeedbackRequests
from .planning.feedback_requests import feedback_requests as feedback_requests
from .planning.keep_in_touch import KeepInTouch as KeepInTouch
from .planning.keep_in_touch import keep_in_touch as keep_in_touch
from .planning.pipeline import Pipeline as Pipeline
from .planning.pipeline import pipeline as pipeline
from .report.build import write_report as write_report
from .search import JobSearch as JobSearch
from .themes.model import ThemeModel as ThemeModel
from .widgets.log_form import log_form as log_form

__all__: list[str]
__version__: str
