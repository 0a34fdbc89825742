"""Structured logging without patient data.

The message of an exception may quote user input or stored values, so only the type of an exception and its places in
the code are logged.
"""

import logging.config
import traceback
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger


def exception_places(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Replace an exception by its type and ``file:line function`` of each frame, followed by its causes."""
    exc_info = event.pop("exc_info", None)
    if isinstance(exc_info, tuple):
        exc_info = exc_info[1]
    chain: list[dict[str, Any]] = []
    while isinstance(exc_info, BaseException):
        frames = traceback.extract_tb(exc_info.__traceback__)
        chain.append(
            {
                "type": type(exc_info).__qualname__,
                "at": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
            }
        )
        exc_info = exc_info.__cause__ or exc_info.__context__
    if chain:
        event["exception"] = chain
    return event


SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    exception_places,
]


def configuration(*, json: bool) -> dict[str, Any]:
    """Return the logging configuration: everything to standard error, as JSON or ``key=value``."""
    # Both renderers escape line breaks, so that user input cannot forge a line.
    renderer: Processor = (
        structlog.processors.JSONRenderer()
        if json
        else structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "logger", "event"])
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structured": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": [*SHARED, structlog.stdlib.ExtraAdder(allow={"status_code"})],
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
                "keep_exc_info": False,
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        # Django would mail errors, including their values, to administrators.
        "loggers": {"django": {"handlers": [], "level": "INFO", "propagate": True}},
    }


def configure(config: dict[str, Any]) -> None:
    """Set up structlog and the standard library's logging with the same output."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    logging.config.dictConfig(config)
