#!/bin/bash
cd ChMS

# Restore files
tar -xzf files_YYYYMMDD.tar.gz
