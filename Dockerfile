# One image for web, worker, beat and the one-off preparation; docker-compose.yml says which is which.

FROM node:22-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=peer --ignore-scripts --no-audit --no-fund

FROM python:3.12-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        fonts-liberation libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --create-home app
WORKDIR /app
COPY requirements/base.txt requirements/
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements/base.txt
COPY --from=packages /app/node_modules node_modules
COPY . .
ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    VAR_DIR=/app/var \
    MEDIA_ROOT=/app/var/media
# Static files are part of the image, so every web process names them alike. The key only serves this one step.
RUN python socialvalue/run/assets.py --copy-only \
    && SECRET_KEY=only-while-building python -m socialvalue.run files \
    && rm -rf node_modules \
    && mkdir -p var/media \
    && chown -R app var
USER app
EXPOSE 8000
VOLUME /app/var/media
CMD ["python", "-m", "socialvalue.run", "web"]
