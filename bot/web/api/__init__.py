"""The interface for a department's own system: it reads the cases that its staff see, and files work orders.

Tables: none; keys are in models/exchange.
cases: api_routes; described: the OpenAPI document, and a page that shows it.
It must not give a right that a clerk of the department does not have.
"""
