// On the embedded server in every case.
return server == 'embedded'
