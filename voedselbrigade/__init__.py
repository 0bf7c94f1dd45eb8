"""Voedselbrigade: the logistics planner for meals and food banks."""
