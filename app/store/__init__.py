"""What must survive a refresh or a restart: conversations, answers with their passages, feedback, preferences."""
