"""What a person can do, one plain function each: the table of contents of the program.

Begin: `workspaces` find, make, new · `demo` a filled-in example · `portfolios` list · `settings` show and change.
Answer on screen: `sessions` open, change, undo, save · `edit_line` one line for owner, due, ticket, evidence, note.
Answer in the shell: `answers`, `profiles`, `tasks`, `waivers` from words, checked whole · `recording` written once.
Freeze: `milestones` freeze, open by name, verify · `histories` scored and verified · `upgrading` another version.
Look: `results` and `documents` for people and programs · `explanations`, `explaining_decisions` why ·
`comparisons` two versions · `task_files` decide without an agent · `matrix_effects` an edit tried ·
`statuses`, `attention` what needs a person.
Hand on: `reports`, `team_reports` render · `templates`, `own_templates` a team's own · `publishing` write files ·
`exporting` tables for other engines, `exported_agents`, `exported_versions` what goes into them ·
`schemas` · `merging_files` for git.
Check: `checks` files and questionnaires · `environment` this installation · `crashes` what is kept of one ·
`packing` what a wheel holds beside the files of the repository.
"""
