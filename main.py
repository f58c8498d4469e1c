"""Entry file: hands over to the application."""

from core.app import main

if __name__ == "__main__":
    main()
