// n8n finds the nodes through the "n8n" section of package.json; this file only satisfies "main".
