"""The casebook in the browser: pages and a JSON API, thin over the store and the pipeline.

``app.make`` puts it together; ``serving.serve`` runs it on this machine alone. ``door`` says who
may come in, ``guard`` what a request may do, ``deciding`` makes decisions and ``settling`` works
them into the incidents. The other modules turn records into what a template shows.
"""
