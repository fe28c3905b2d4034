"""The sample ``data_samples/spring_search``: a simulated season dressed in invented firms, people, words."""
