"""Faults put into the application on purpose: does the net catch them?"""
