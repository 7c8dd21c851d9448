"""WhichPM: a Slack career advisor."""
