"""The safety rail: who sees which rows, who may do what, how a status changes and how history is written."""
