"""Where the outside world comes in: files of every shape become a JobSearch."""
