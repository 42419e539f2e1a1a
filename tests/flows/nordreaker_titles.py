"""The titles of Bydel Nordre Aker's numbered steps, which the services' pages share."""

LEVEL_0 = ["Undring", "Konkretiser undring", "Del undring", "Avklar undring", "Avslutt"]
CLARIFY = "Avklar om tiltak(ene) skal endres, videreføres eller avsluttes"
TITLES = {
    "n0": LEVEL_0,
    "n1": [
        "Definer problemstilling",
        "Møte med den det gjelder – beskriv mål og tiltak",
        "Gjennomfør tiltak(ene)",
        "Evaluer tiltak(ene)",
        CLARIFY,
    ],
    "n2": [
        "Etabler kontakt med annen tjeneste",
        "Planlegg gjennomføring og evaluering av tiltak(ene)",
        "Gjennomfør tiltak(ene)",
        "Evaluer tiltak(ene)",
        CLARIFY,
    ],
}
