"""The factory: practice items built from the structure of any ingested document.

    factory = Factory.of_snapshot(snapshot, corpus=settings.corpus, seed=7)
    for item in factory.items(ItemFilters(domain=3, types=("ordering",))): ...
    factory.inventory(ItemFilters(documents=(document_id,)))    counts, and why a type is missing

An item's `grade` is `exam`, or `drill` for plain recall; `ItemFilters(grades=GRADES)` asks for both
(`drills` names the makers of drills, each in a file `drill_...`).

One file per question type (`ordering`, `matching`, `multiple_choice`, `multiple_response`,
`case_study`); what they share is `pages` (a document's tables, lists, procedures, sentences),
`shelf` (all pages of a snapshot, and what they say of a subject), `phrasing` and `assemble`.
"""
