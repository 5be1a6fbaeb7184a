"""Pure checks of identity documents, credit codes and account numbers; nothing here touches the database."""
