from _python import literal_eval
