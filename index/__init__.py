"""What is stored and how it is searched: records, embeddings, FAISS, BM25, snapshots, the retriever."""
