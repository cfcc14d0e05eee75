"""Store and search: records, embeddings, FAISS, BM25, snapshots and the retriever."""
