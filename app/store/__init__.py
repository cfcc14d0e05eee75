"""What must survive a restart: conversations, answers, preferences, quizzes."""
