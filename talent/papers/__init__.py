"""Official papers that were issued: what each says, the code by which anyone can verify it, its signed scans.

The room knows nothing of people or subsidies. A feature that issues papers

1. describes each kind in a ``PaperKind`` (code, label, who sees it, who attaches scans, how it is drawn) and names the
   list of its kinds in ``settings.PAPER_KINDS``;
2. calls ``actions.issue(kind=…, number=…, about=…, dossier=…, holder=…, content=…, by=…)`` inside the action that
   causes the paper, or where staff press a button; never on GET. The same kind about the same thing again gives the
   paper that is there. ``content`` is plain JSON, kept encrypted, and all that the paper is ever drawn from: printed
   again years later it says the same;
3. draws it from ``paper.content`` alone, with ``exports.qr.QRCode(paper.code)`` (a reportlab flowable) on it;
4. shows ``queries.papers_in(dossier, user=…)`` with ``templates/papers/list.html`` (links and signed scans), or one
   paper's scans with ``templates/papers/scans.html``.

``dossier`` is the key of what the paper is filed under (a case, a batch, a notice); ``PaperKind.dossiers(user)``
answers with the keys that a user may see, in the style of ``visible_to``. Addresses: ``papers:paper`` (the PDF; what
staff read is logged), ``papers:issue`` (POST, where the kind has ``issue``), ``papers:attach_scan``, ``papers:scan``,
``papers:withdraw_scan``, and for the public ``verify:form`` and ``verify:paper``.
"""
