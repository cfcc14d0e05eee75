"""What must survive a restart: conversations, archived answers, feedback, preferences."""
