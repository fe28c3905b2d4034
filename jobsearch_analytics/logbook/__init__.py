"""What happens from day to day, written into the workspace: never into the user's own tracker."""
