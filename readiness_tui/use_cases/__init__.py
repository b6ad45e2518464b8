"""What a person can do, one plain function each: the table of contents of the program.

`workspaces` find, make, list · `sessions` open an assessment, change it, undo, save · `answers` words to answers ·
`tasks` add, rate, remove · `milestones` freeze, list, verify · `results` score, decide, clear, explain, compare ·
`reports` render and write · `demo` a filled-in example · `checks` validate files, schemas.
"""
