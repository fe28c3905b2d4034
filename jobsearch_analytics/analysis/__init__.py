"""What is so: each module asks one question of a JobSearch and returns one frozen answer."""
