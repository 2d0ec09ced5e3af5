"""Work for later: one row a job, sent to Celery on commit, swept if the message was lost."""
