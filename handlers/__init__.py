"""The conversations. Importing the package imports none of them: commands that do not chat need only `texts`."""
