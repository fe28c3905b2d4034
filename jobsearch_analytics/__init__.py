"""A private, local-first toolkit for a job search.

Reads the log a job seeker already keeps, says with honest uncertainty how the search goes and what the
feedback keeps saying, and writes a page that is safe to share with a career coach.

>>> import jobsearch_analytics as jsa
>>> search = jsa.load_sample()
>>> jsa.funnel(search, by="channel").table["group"].nunique() > 1
True
"""

import lazy_loader as lazy

# The stub beside this file lists the public names; each is imported when first used.
__getattr__, __dir__, __all__ = lazy.attach_stub(__name__, __file__)
__version__ = "0.1.0"
