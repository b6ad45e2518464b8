"""The stored nouns: questionnaire, assessment, workspace. No clock, no files."""
